using System.Buffers.Binary;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>The messages of one gRPC call: each is a flag, its length in four bytes, and its bytes.</summary>
internal sealed class GrpcCall(HttpContext context)
{
    public const string ContentType = "application/grpc";

    // The dashboard's requests hold a few names.
    private const int RequestLimit = 64 * 1024;
    private const int PrefixLength = 5;

    /// <returns>The client's next message; null where it sends no more.</returns>
    /// <exception cref="GrpcFault">The message is too long, compressed or cut short.</exception>
    public async Task<T?> ReadAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        var prefix = new byte[PrefixLength];
        var read = await context.Request.Body.ReadAtLeastAsync(prefix, PrefixLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read == 0)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1));
        if (prefix[0] != 0 || length > RequestLimit)
        {
            throw prefix[0] != 0
                ? new GrpcFault(GrpcStatus.Unimplemented, "Messages must not be compressed.")
                : new GrpcFault(GrpcStatus.ResourceExhausted, $"A message may have {RequestLimit} bytes.");
        }

        var message = new byte[length];
        var rest = await context.Request.Body.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read < PrefixLength || rest < message.Length)
        {
            throw new GrpcFault(GrpcStatus.Internal, "The message ends early.");
        }

        try
        {
            return parser.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException fault)
        {
            throw new GrpcFault(GrpcStatus.Internal, $"The message cannot be read: {fault.Message}");
        }
    }

    /// <summary>Sends the headers, so that the client knows it is served before the first message comes.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => context.Response.Body.FlushAsync(cancellationToken);

    /// <summary>Returns when the client has room for more.</summary>
    public async Task WriteAsync(IMessage message, CancellationToken cancellationToken)
    {
        var writer = context.Response.BodyWriter;
        var prefix = writer.GetSpan(PrefixLength);
        prefix[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], message.CalculateSize());
        writer.Advance(PrefixLength);
        message.WriteTo(writer);
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public void End(GrpcStatus status, string? message = null)
    {
        context.Response.AppendTrailer("grpc-status", ((int)status).ToString("D", null));
        if (message is not null)
        {
            context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(message));
        }
    }
}
