# Vigie, ru. Shared by the window and the Rust side (desktop alerts, tray, terminal).

### Shared: states, reasons, failures, troubles, notices, durations, counts


### Window


### Tray


### Terminal

