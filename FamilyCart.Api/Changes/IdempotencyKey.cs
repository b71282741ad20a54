using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FamilyCart.Api.Json;

namespace FamilyCart.Api.Changes;

/// <summary>The header Idempotency-Key with the path it was sent to.</summary>
internal sealed record IdempotencyKey(string Key, string Path)
{
    internal const string Header = "Idempotency-Key";
    internal const int Limit = 255;

    /// <summary>Returns null without the header. One that is too long is replaced by its digest.</summary>
    internal static IdempotencyKey? Read(HttpRequest request) =>
        request.Headers[Header] is [{ Length: > 0 } key]
            ? new IdempotencyKey(key.Length <= Limit ? key : Digest(key), $"{request.Method} {request.Path.Value!.TrimEnd('/')}")
            : null;

    /// <summary>What tells a retry from another request with the same key.</summary>
    internal byte[] Fingerprint(object? body) => SHA256.HashData(
        [.. Encoding.UTF8.GetBytes(Path), 0, .. body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), ApiJsonContext.Readable)]);

    private static string Digest(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
