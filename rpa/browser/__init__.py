"""The browser: found, launched, watched over, and its traces kept clean."""
