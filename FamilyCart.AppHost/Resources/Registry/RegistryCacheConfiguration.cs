using System.Globalization;
using System.Text.Json;

namespace FamilyCart.AppHost.Resources.Registry;

/// <summary>The configuration of the registry server as a pull-through cache.</summary>
internal static class RegistryCacheConfiguration
{
    /// <summary>The file. Every text is quoted as in JSON, which YAML understands.</summary>
    /// <param name="options">Where it listens, and whose images it keeps.</param>
    /// <param name="port">The port.</param>
    /// <param name="folder">Where it keeps them.</param>
    public static string File(RegistryCacheOptions options, int port, string folder) => $"""
        version: 0.1
        log:
          level: warn
          accesslog:
            disabled: true
        storage:
          filesystem:
            rootdirectory: {Quoted(folder)}
          delete:
            enabled: true
        http:
          addr: {Quoted(string.Create(CultureInfo.InvariantCulture, $"{options.Address}:{port}"))}
          headers:
            X-Content-Type-Options: [nosniff]
        proxy:
          remoteurl: {Quoted(options.Upstream!)}

        """;

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
