using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.ServiceDefaults.Http;

/// <summary>Settings of section <c>HttpResilience</c>.</summary>
/// <param name="Default">For every client without a section of its own.</param>
/// <param name="Clients">By client name, from <c>HttpResilience:NAME</c>; what such a section leaves out is as in the default.</param>
public sealed record HttpClientSettings(HttpResilienceSettings Default, IReadOnlyDictionary<string, HttpResilienceSettings> Clients)
{
    internal const string Section = "HttpResilience";

    internal HttpResilienceSettings Of(string client) => Clients.GetValueOrDefault(client, Default);

    internal static HttpClientSettings Read(SettingReader reader)
    {
        var common = HttpResilienceSettings.Read(reader, HttpResilienceSettings.Defaults);
        return new HttpClientSettings(common, reader.Sections(client => HttpResilienceSettings.Read(client, common)));
    }
}
