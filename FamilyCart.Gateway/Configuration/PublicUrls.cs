namespace FamilyCart.Gateway.Configuration;

/// <summary>The addresses of the public door, from the places where ASP.NET Core takes them.</summary>
internal static class PublicUrls
{
    /// <summary>Reads ASPNETCORE_URLS or --urls, else ASPNETCORE_HTTP_PORTS, else ASP.NET Core's default.</summary>
    /// <returns>URLs such as http://localhost:8080, as written; at least one.</returns>
    public static IReadOnlyList<string> Read(IConfiguration configuration)
    {
        var urls = Split(configuration[WebHostDefaults.ServerUrlsKey]);
        if (urls.Length == 0)
        {
            urls = [.. Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}")];
        }

        return urls.Length == 0 ? ["http://localhost:5000"] : urls;
    }

    private static string[] Split(string? written) =>
        written?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
