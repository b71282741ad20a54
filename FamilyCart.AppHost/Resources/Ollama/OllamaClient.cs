using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FamilyCart.AppHost.Resources.Ollama;

/// <summary>The two calls of Ollama's API that the topology needs.</summary>
/// <param name="http">Its base address is the server's; downloads take as long as they take.</param>
internal sealed class OllamaClient(HttpClient http)
{
    /// <returns>Null when the server answers; otherwise why it does not.</returns>
    public async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ModelsAsync(cancellationToken);
            return null;
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Whether the model is there already.</summary>
    /// <exception cref="HttpRequestException">The server does not answer as it should.</exception>
    public async Task<bool> HasAsync(string model, CancellationToken cancellationToken)
    {
        var wanted = model.Contains(':', StringComparison.Ordinal) ? model : $"{model}:latest";
        return (await ModelsAsync(cancellationToken)).Any(found => found.Name == wanted);
    }

    /// <summary>Downloads the model.</summary>
    /// <param name="model">Its name with an optional tag.</param>
    /// <param name="report">Told of every whole percent and every step, in words for a person.</param>
    /// <param name="cancellationToken">Stops the download; what is there is kept by the server.</param>
    /// <returns>Null when it is complete; otherwise the server's reason.</returns>
    public async Task<string?> PullAsync(string model, Func<string, Task> report, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/pull") { Content = JsonContent.Create(new { model }) };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var last = "";
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var progress = JsonSerializer.Deserialize<Progress>(line);
            if (progress?.Error is { } error)
            {
                return error;
            }

            if (progress is not null && Words(progress) is var words && words != last)
            {
                await report(words);
                last = words;
            }
        }

        return last == "success" ? null : $"the download ended after '{last}'";
    }

    private async Task<IReadOnlyList<Model>> ModelsAsync(CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<Tags>("api/tags", cancellationToken))?.Models ?? [];

    private static string Words(Progress progress) => progress is { Total: > 0, Completed: { } completed }
        ? string.Create(CultureInfo.InvariantCulture, $"{progress.Status} {100 * completed / progress.Total} %")
        : progress.Status ?? "";

    private sealed record Tags([property: JsonPropertyName("models")] IReadOnlyList<Model>? Models);

    private sealed record Model([property: JsonPropertyName("name")] string Name);

    private sealed record Progress(
        [property: JsonPropertyName("status")] string? Status,
        [property: JsonPropertyName("total")] long? Total,
        [property: JsonPropertyName("completed")] long? Completed,
        [property: JsonPropertyName("error")] string? Error);
}
