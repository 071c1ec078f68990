"""The room's pure rules: the machine of a registration, the line and its limits, and what may be asked and answered."""
