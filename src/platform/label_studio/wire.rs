//! What Label Studio sends and takes (its REST API, 1.13 to 1.23).
