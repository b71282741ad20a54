using System.Globalization;
using System.Text;

namespace FamilyCart.AppHost.Publishing;

/// <summary>Limits of processes and threads, in a compose file beside the other, since the official model has none.</summary>
internal static class ProcessLimits
{
    /// <summary>The file's name.</summary>
    public const string FileName = "compose.limits.yaml";

    /// <summary>The file's text, services in the order of their names.</summary>
    public static string Text(IEnumerable<KeyValuePair<string, ComposePlan>> plans)
    {
        var text = new StringBuilder("# Read beside docker-compose.yaml, whose model has no limit of processes.\nservices:\n");
        foreach (var (name, plan) in plans.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {name}:\n    deploy:\n      resources:\n        limits:\n          pids: {plan.Limits.Processes}\n");
        }

        return text.ToString();
    }
}
