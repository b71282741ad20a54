using System.Globalization;

namespace FamilyCart.AppHost.Resources.Monitoring;

/// <summary>Whether an exporter not only answers but reaches what it tells of.</summary>
internal static class ExporterCheck
{
    /// <param name="address">Its metrics.</param>
    /// <param name="series">The series that is 1 while it does, with its labels if it has any.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Null when it does, otherwise what is wrong.</returns>
    public static async Task<string?> TryAsync(Uri address, string series, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        try
        {
            return Judge(await http.GetStringAsync(address, cancellationToken), series);
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
    }

    /// <inheritdoc cref="TryAsync" path="/returns"/>
    public static string? Judge(string metrics, string series)
    {
        foreach (var line in metrics.Split('\n'))
        {
            if (line.StartsWith($"{series} ", StringComparison.Ordinal))
            {
                return double.Parse(line.AsSpan(series.Length + 1).Trim(), CultureInfo.InvariantCulture) == 1 ? null : $"its {line.Trim()}";
            }
        }

        return $"it does not tell of {series}";
    }
}
