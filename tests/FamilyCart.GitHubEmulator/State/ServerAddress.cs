using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FamilyCart.GitHubEmulator.State;

/// <summary>Where the emulator listens, for addresses in webhooks.</summary>
internal sealed class ServerAddress(IServer server, EmulatorSettings settings)
{
    /// <summary>With a slash at its end.</summary>
    public string Root =>
        settings.AddressFor(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:9102");
}
