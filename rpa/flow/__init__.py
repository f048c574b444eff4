"""What a flow is: YAML dialect, inputs, expressions and steps as values. Touches no page."""
