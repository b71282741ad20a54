using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FamilyCart.ServiceDefaults.Telemetry;

// The query of a socket's address carries its token. Below Warning some categories of the framework write whole addresses, and no
// configuration may turn that on: rules of one provider beat those of all, and longer categories beat shorter ones, so that
// every rule has to be guarded and not one more added.
internal sealed class QueryGuard : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] s_writesAddresses =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "System.Net.Http.HttpClient",
        "Yarp.ReverseProxy.Forwarder",
    ];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // For the categories that no rule names. The first of equal rules is the weakest.
        options.Rules.Insert(0, new LoggerFilterRule(null, null, options.MinLevel, null));
        for (var index = 0; index < options.Rules.Count; index++)
        {
            options.Rules[index] = Guard(options.Rules[index]);
        }
    }

    private static LoggerFilterRule Guard(LoggerFilterRule rule) => new(
        rule.ProviderName,
        rule.CategoryName,
        rule.LogLevel,
        (provider, category, level) => Allows(category, level) && rule.Filter?.Invoke(provider, category, level) != false);

    private static bool Allows(string? category, LogLevel level) =>
        level >= LogLevel.Warning
        || category is null
        || !Array.Exists(s_writesAddresses, guarded => category.StartsWith(guarded, StringComparison.OrdinalIgnoreCase));
}
