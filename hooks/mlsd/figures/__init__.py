"""What is drawn at build time from text in a page: diagrams to SVG, formulas to MathML. Nothing of it runs in the reader's browser."""
