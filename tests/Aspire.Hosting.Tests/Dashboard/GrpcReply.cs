using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;

namespace Aspire.Hosting.Tests.Dashboard;

/// <summary>What the resource service sends back on one call.</summary>
internal sealed class GrpcReply(HttpResponseMessage response, CancellationToken cancellationToken) : IDisposable
{
    private Stream? _body;

    public HttpResponseMessage Response { get; } = response;

    /// <returns>The next message; null after the last one.</returns>
    public async Task<T?> NextAsync<T>(MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        _body ??= await Response.Content.ReadAsStreamAsync(cancellationToken);
        var prefix = new byte[5];
        if (await _body.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, cancellationToken) == 0)
        {
            return null;
        }

        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix.AsSpan(1))];
        await _body.ReadExactlyAsync(message, cancellationToken);
        Assert.Equal(0, prefix[0]);
        return parser.ParseFrom(message);
    }

    /// <summary>Reads to the end.</summary>
    /// <returns>The status and, where there is one, the message that goes with it.</returns>
    public async Task<(int Status, string? Message)> EndAsync()
    {
        _body ??= await Response.Content.ReadAsStreamAsync(cancellationToken);
        await _body.CopyToAsync(Stream.Null, cancellationToken);
        return (int.Parse(Trailer("grpc-status")!, CultureInfo.InvariantCulture), Trailer("grpc-message"));
    }

    public void Dispose() => Response.Dispose();

    private string? Trailer(string name)
        => Response.TrailingHeaders.TryGetValues(name, out var values) ? Uri.UnescapeDataString(values.Single()) : null;
}
