internal import Prompts

/// A template in JSON.
struct PromptJSON: Encodable {
    let name: String
    let description: String
    let variables: [String]
    /// 0: the one that comes with the program.
    let version = 0
    /// Left out in a list.
    var template: String?

    init(_ template: PromptTemplate) {
        name = template.name
        description = template.description
        variables = template.variables
    }
}
