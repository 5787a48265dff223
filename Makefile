# The front door. Meson does the work, each kind of build in a folder of its own:
#   build  release, gcc    build-asan  tests, ASan + UBSan    build-clang  clang, for lint
#   build-fuzz  libFuzzer  build-cov   coverage            build-bench  release and its yardsticks
#   build-tsan  clang, ThreadSanitizer

DEMO   := demo-county
LISTEN := 127.0.0.1:8080
PREFIX := /usr/local

.PHONY: run build test lint fmt bench soak fuzz race cover deps install help
.DEFAULT_GOAL := help

run: build ## build if needed, make the demo county if there is none, serve it on 127.0.0.1:8080
	@[ -d $(DEMO) ] || { rm -rf $(DEMO).new && build/ponan init --demo anji-2006 --db $(DEMO).new >/dev/null && mv $(DEMO).new $(DEMO); }
	@exec build/ponan serve --db $(DEMO) --listen $(LISTEN) --links

build: ## the release program, at build/ponan
	@sh tools/deps.sh build
	@[ -f build/build.ninja ] || meson setup build --buildtype=release -Dtests=false -Dwerror=false >/dev/null
	@ninja -C build ponan

test: ## all tests: unit, cases, HTTP, both databases, browser
	@sh tools/deps.sh all
	@sh tools/test.sh

lint: ## layers, format, both compilers, clang-tidy, cppcheck, the project's own checks
	@sh tools/deps.sh all
	@sh tools/lint.sh

fmt: ## format the sources in place
	@find src tests bench -name '*.[ch]' | xargs clang-format -i

bench: ## the figures of the README, as ratios of one run
	@sh tools/deps.sh all
	@[ -f build-bench/build.ninja ] || meson setup build-bench --buildtype=release -Dtests=false -Dbench=true >/dev/null
	@ninja -C build-bench --quiet
	@python3 bench/run.py build-bench

soak: ## long runs: crash and power-cut tests, fuzzing, large data (hours; SOAK_MINUTES=60)
	@sh tools/deps.sh all
	@sh tools/soak.sh

fuzz: ## fuzz one target and keep what it finds: make fuzz NAME=csv SECONDS=60
	@sh tools/deps.sh all
	@sh tools/fuzz.sh "$(NAME)" "$(SECONDS)"

race: ## tests of what runs on several threads, under ThreadSanitizer
	@sh tools/deps.sh all
	@sh tools/race.sh

cover: ## coverage by line; base, core, format and entity must reach 90 %
	@sh tools/deps.sh all
	@sh tools/cover.sh

deps: ## install what is missing (Debian packages, front-end packages)
	@sh tools/deps.sh all

install: build ## program, man page, completion, systemd unit under PREFIX (/usr/local)
	@sh packaging/install.sh "$(DESTDIR)" "$(PREFIX)"

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 10
