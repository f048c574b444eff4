"""What a perfect run of each flow holds, straight from the world and never from page code."""
