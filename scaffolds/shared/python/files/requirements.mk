# How every Python repository of the family installs, locks and adds packages. uv, which locks, is in the lock itself.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
COMPILE := uv pip compile --quiet --universal --python-version <%= it.pythonVersions[0] %> --generate-hashes
<% const runs = it.kind !== "packs" -%>
<% if (runs) { -%>
# What only tests and tools need is asked for in the other file: DEV=1.
ASKED := $(if $(DEV),requirements-dev.in,requirements.in)
REQUIREMENTS := requirements.in requirements.txt requirements-dev.in requirements-dev.txt
<% } else { -%>
ASKED := requirements-dev.in
REQUIREMENTS := requirements-dev.in requirements-dev.txt
<% } -%>

.PHONY: install requirements add

install: ## What the lock file names, by hash<% if (runs) { %>, then this repository<% } %>, into .venv
	python3 -m venv .venv
	python -m pip install --no-deps --require-hashes --only-binary :all: --requirement requirements-dev.txt
<% if (runs) { -%>
	python -m pip install --no-deps --no-build-isolation --editable .
<% } -%>
	python -m pip check

requirements: ## Pins what the .in files ask for, with all hashes; UPGRADE=1 takes the newest of everything
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements-dev.in --output-file requirements-dev.txt
<% if (runs) { -%>
	$(COMPILE) --constraint requirements-dev.txt requirements.in --output-file requirements.txt
<% } -%>

add: ## PACKAGE=<name, or 'name>=2,<3'>: asks for it, locks it and installs it, or leaves the files as they are<% if (runs) { %>; DEV=1 for tests and tools alone<% } %>
	@test -n '$(PACKAGE)' || { echo "name the package: make add PACKAGE=<name>" >&2; exit 1; }
	@before="$$(mktemp -d)"; cp $(REQUIREMENTS) "$$before"; printf '%s\n' '$(PACKAGE)' >> $(ASKED); \
	if $(MAKE) --no-print-directory requirements; then rm -r "$$before"; else cp "$$before"/* .; rm -r "$$before"; exit 1; fi
	@$(MAKE) --no-print-directory install
