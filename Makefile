# One line each; the work is in scripts/ and cargo.
.PHONY: help run test lint bench bindings shots accept package
help:     ## this list
	@sed -n 's/^\([a-z]*\): *## /  make \1	/p' Makefile
run:      ## install what is missing, build, open the window on the demo
	@scripts/run.sh
test:     ## everything that can fail
	@scripts/test.sh
lint:     ## formats, lints, types
	@scripts/lint.sh
bench:    ## measure
	@scripts/bench.sh
bindings: ## write ui/src/ipc/bindings.ts from the contract
	@VIGIE_WRITE_BINDINGS=1 cargo test --quiet -p vigie-contract --test bindings
shots:    ## pictures of every view, in ui/shots
	@scripts/ui.sh shots
accept:   ## keep what every view looks and reads like now as what is expected
	@scripts/ui.sh shots --accept
package:  ## installable package for this system
	@scripts/package.sh
