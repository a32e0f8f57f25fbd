"""What a drawing is made of: elements that only draw, in the drawings that the build makes and in those that a page brings."""

DRAWING_ELEMENTS = frozenset(
    "svg g path rect circle ellipse line polygon polyline text tspan marker defs style title desc linearGradient stop clipPath "  # noqa: SIM905
    "symbol use".split()
)
