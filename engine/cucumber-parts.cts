// The two parts of Cucumber's API that a run needs, by themselves: the whole of it also loads the command line, the configuration files and
// every formatter, which takes as long again. Hence the exact version in package.json. These paths are exported to require alone, so this
// file is CommonJS: tsx, tsc and esbuild each give it a require, and esbuild bundles what it asks for.
/* eslint-disable @typescript-eslint/no-require-imports -- see above */
import runModule = require('@cucumber/cucumber/lib/api/run_cucumber')
import libraryModule = require('@cucumber/cucumber/lib/support_code_library_builder/index')

export = { runCucumber: runModule.runCucumber, supportCodeLibraryBuilder: libraryModule.default }
