using System.Net;

namespace Aspire.Hosting.Tests.Dashboard;

/// <summary>A request's body that stays open until it is disposed of.</summary>
internal sealed class OpenContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task SendAsync(byte[] bytes)
    {
        var stream = await _stream.Task;
        await stream.WriteAsync(bytes);
        await stream.FlushAsync();
    }

    public void Close() => _closed.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        // The headers go out with the first flush.
        await stream.FlushAsync();
        _stream.SetResult(stream);
        await _closed.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
