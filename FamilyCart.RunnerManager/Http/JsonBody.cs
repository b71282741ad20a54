using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.RunnerManager.Http;

/// <summary>Small bodies of requests in JSON. What is wrong with one is said without repeating any of it: it may hold a secret by mistake.</summary>
internal static class JsonBody
{
    public const int Largest = 16 * 1024;

    private const int SmallestRead = 1024;

    /// <param name="request">Whose body is read, to 16 KiB at most.</param>
    /// <param name="type">What it has to be.</param>
    /// <param name="shape">An example, for whoever sent something else.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What it says, or a refusal with 400 or 413.</returns>
    public static async Task<(T? Value, ProblemHttpResult? Refusal)> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, string shape, CancellationToken cancellationToken)
        where T : class
    {
        if (await ReadAsync(request, cancellationToken) is not { } body)
        {
            return (null, TypedResults.Problem("The body has more than 16 KiB.", statusCode: StatusCodes.Status413PayloadTooLarge));
        }

        try
        {
            if (JsonSerializer.Deserialize(body, type) is { } value)
            {
                return (value, null);
            }
        }
        catch (JsonException)
        {
            // The same as no object at all.
        }

        return (null, TypedResults.Problem($"The body has to be JSON such as {shape}, and nothing else.", statusCode: StatusCodes.Status400BadRequest));
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Largest)
        {
            return null;
        }

        var body = new ArrayBufferWriter<byte>(SmallestRead);
        while (await request.Body.ReadAsync(body.GetMemory(SmallestRead), cancellationToken) is > 0 and var read)
        {
            body.Advance(read);
            if (body.WrittenCount > Largest)
            {
                return null;
            }
        }

        return body.WrittenSpan.ToArray();
    }
}
