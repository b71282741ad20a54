using System.Net;
using System.Net.Sockets;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>Lends a service of loopback an address that containers reach.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly IPEndPoint _target;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _serving;

    private Relay(TcpListener listener, IPEndPoint target)
    {
        (_listener, _target) = (listener, target);
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    public static Relay Start(IPAddress address) => Start(address, new IPEndPoint(IPAddress.Loopback, 0));

    public static Relay Start(IPAddress address, IPEndPoint target)
    {
        var listener = new TcpListener(address, 0);
        listener.Start();
        return new Relay(listener, target);
    }

    /// <summary>Says where it leads; nobody comes before.</summary>
    public void LeadTo(Uri service) => (_target.Address, _target.Port) = (IPAddress.Loopback, service.Port);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _over.Dispose();
    }

    private async Task ServeAsync()
    {
        var under = new List<Task>();
        try
        {
            while (true)
            {
                under.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_over.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is over.
        }

        await Task.WhenAll(under);
    }

    private async Task CarryAsync(TcpClient caller)
    {
        using var service = new TcpClient();
        try
        {
            using (caller)
            {
                await service.ConnectAsync(_target, _over.Token);
                await Task.WhenAny(
                    caller.GetStream().CopyToAsync(service.GetStream(), _over.Token),
                    service.GetStream().CopyToAsync(caller.GetStream(), _over.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // One of the two went away.
        }
    }
}
