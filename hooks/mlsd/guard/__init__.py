"""What the content must hold: rules over the model that yield findings."""
