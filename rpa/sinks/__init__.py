"""Where rows go: Excel workbooks and CSV files."""
