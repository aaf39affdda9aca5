#pragma once
#include <memory>

namespace CLI {
class FormatterBase;
}

namespace liftoff::tools::cli {

/// Lays out --help: descriptions wrapped to 80 columns, options as `--where CONDITION ...` and nothing behind them,
/// positionals by what they stand for, one usage line for each form of a program.
std::shared_ptr<CLI::FormatterBase> help_formatter();

}  // namespace liftoff::tools::cli
