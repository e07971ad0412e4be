/**
 * What a repository needs to publish its technote and to guard it: files by their paths. Nothing in
 * them names anybody.
 *
 * @param version of this program, which the workflows install where no other is asked for
 */
export function toProjectFiles(version: string): [path: string, content: string][] {
  return [
    ['.gitignore', '_site/\n.cache/\nnode_modules/\n'],
    ['package.json', `${JSON.stringify(toPackage(), undefined, 2)}\n`],
    ['.github/workflows/pages.yml', pages(version)],
    ['.github/workflows/check.yml', check(version)],
  ]
}

function toPackage() {
  return {
    private: true,
    scripts: {
      build: 'technote build',
      check: 'technote check',
      watch: 'technote watch',
    },
  }
}

const checkout = `      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          persist-credentials: false`

/** A package's name, an address of a tarball, or a file of the repository. */
function install(version: string): string {
  return `      - uses: actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0
        with:
          node-version: 20
      # The repository's variable TECHNOTE may name another version, an address of a tarball or a file.
      - run: npm install --global "$TECHNOTE"
        env:
          TECHNOTE: \${{ vars.TECHNOTE || 'technote@${version}' }}`
}

function pages(version: string): string {
  return `# Builds the technote and publishes it with GitHub Pages (Settings, Pages, Source: GitHub Actions).
name: Pages
on:
  push:
    branches: [main]
permissions:
  contents: read
concurrency:
  group: pages
  cancel-in-progress: true
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
${checkout}
${install(version)}
      - run: technote build --url "https://$GITHUB_REPOSITORY_OWNER.github.io/\${GITHUB_REPOSITORY#*/}/"
      - uses: actions/upload-pages-artifact@56afc609e74202658d3ffba0e8f6dda462b719fa # v3.0.1
        with:
          path: _site
  deploy:
    needs: build
    runs-on: ubuntu-24.04
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: \${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e # v4.0.5
`
}

function check(version: string): string {
  return `# Holds every claim against the data, and says in the summary what a pull request changed.
name: Check
on:
  pull_request:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-24.04
    steps:
${checkout.replace('with:', 'with:\n          fetch-depth: 0')}
${install(version)}
      - run: technote check --claims --format github
      - if: always()
        run: |
          base=$(git merge-base "origin/\${GITHUB_BASE_REF:-main}" HEAD)
          git worktree add --quiet --detach ../base "$base"
          for study in data/*/study.yaml; do
            name=$(dirname "$study")
            if [ -d "../base/$name" ] && ! git diff --quiet "$base" HEAD -- "$name"; then
              technote compare "../base/$name" "$name" --format markdown >>"$GITHUB_STEP_SUMMARY"
            fi
          done
`
}
