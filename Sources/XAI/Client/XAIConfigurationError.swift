/// What is wrong with the configuration of the provider, in one sentence that names the setting
/// and never a secret.
package struct XAIConfigurationError: Error, Equatable, CustomStringConvertible {
    package let description: String

    init(_ sentence: String) {
        description = sentence
    }
}
