namespace FamilyCart.Api.Suggestions;

/// <summary>Who runs the language model.</summary>
internal enum AiProvider
{
    None,
    Ollama,
}
