using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Telemetry;

// The framework's lines for every request, query and call cost more than the work they describe, and metrics count it anyway.
internal static class LogLevels
{
    private static readonly string[] s_talkative = ["Microsoft.AspNetCore", "System.Net.Http.HttpClient", "Npgsql"];

    public static void QuietFramework(this ILoggingBuilder logging, IConfiguration configuration)
    {
        foreach (var category in s_talkative.Where(category => configuration[$"Logging:LogLevel:{category}"] is null))
        {
            logging.AddFilter(category, LogLevel.Warning);
        }
    }
}
