"""The codebook editor: a draft of the codebook, changed at leisure and saved as one step."""
