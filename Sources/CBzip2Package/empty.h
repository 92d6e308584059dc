// Only pkg-config's flags are wanted: no header of the library may reach a Swift module beside Foundation.
