import Foundation
import GrokCommands

exit(await GrokProgram.run(Array(CommandLine.arguments.dropFirst())))
