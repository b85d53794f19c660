"""The register: actors by their names, offices and who held them when, words for roles, dated facts."""
