"""What is served: the site, the portal's API, and the back door for tests."""
