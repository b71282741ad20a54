using System.Text.RegularExpressions;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Suggestions;

/// <summary>Settings of section <c>Ai</c>.</summary>
/// <param name="Provider"><c>none</c> or <c>ollama</c>. Default none: the dictionary answers alone.</param>
/// <param name="Model">The model's name with an optional tag. Default gemma3:4b.</param>
/// <param name="Endpoint">The address of Ollama's server; required with ollama.</param>
/// <param name="Order"><c>dictionary-first</c> or <c>model-first</c>. Default dictionary-first.</param>
/// <param name="Timeout">How long the model may take for one answer, 0.1 s to 2 min. Default 15 s.</param>
/// <param name="Concurrency">Answers that are asked of the model at the same time, 1 to 32. Default 2.</param>
/// <param name="QueueLimit">Items that may wait for a suggestion in all; further ones get none. 0 to 100000, default 10000.</param>
internal sealed partial record AiSettings(
    AiProvider Provider, string Model, Uri? Endpoint, SuggestionOrder Order, TimeSpan Timeout, int Concurrency, int QueueLimit)
{
    internal const string Section = "Ai";

    private const string DefaultModel = "gemma3:4b";
    private const string ExampleEndpoint = "http://localhost:11434";

    internal static AiSettings Read(SettingReader reader)
    {
        var provider = Choice(reader, nameof(Provider), ("none", AiProvider.None), ("ollama", AiProvider.Ollama));
        var endpoint = reader.HttpUrl(nameof(Endpoint), ExampleEndpoint);
        if (provider == AiProvider.Ollama && reader.Text(nameof(Endpoint)) is null)
        {
            reader.AddFault(nameof(Endpoint), "is missing", $"set it to the address of Ollama, such as {ExampleEndpoint}, or Ai:Provider to none");
        }

        return new AiSettings(
            provider,
            ReadModel(reader),
            endpoint,
            Choice(reader, nameof(Order), ("dictionary-first", SuggestionOrder.DictionaryFirst), ("model-first", SuggestionOrder.ModelFirst)),
            reader.Duration(nameof(Timeout), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(2)),
            reader.Whole(nameof(Concurrency), 2, 1, 32),
            reader.Whole(nameof(QueueLimit), 10_000, 0, 100_000));
    }

    private static string ReadModel(SettingReader reader)
    {
        var model = reader.Text(nameof(Model)) ?? DefaultModel;
        if (!ModelName().IsMatch(model))
        {
            reader.AddFault(nameof(Model), model, "a model's name with an optional tag", DefaultModel);
        }

        return model;
    }

    /// <summary>Reads one of these words; the first is the default.</summary>
    private static T Choice<T>(SettingReader reader, string key, params (string Word, T Value)[] choices)
    {
        if (reader.Text(key) is not { } text)
        {
            return choices[0].Value;
        }

        foreach (var (word, value) in choices)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        reader.AddFault(key, text, string.Join(" or ", choices.Select(choice => choice.Word)), choices[^1].Word);
        return choices[0].Value;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}\z")]
    private static partial Regex ModelName();
}
