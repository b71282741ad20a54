using System.Globalization;

namespace FamilyCart.Gateway.Administration;

/// <summary>The query of <c>POST /pause</c>: <c>seconds</c>, for how long at most.</summary>
internal static class PauseQuery
{
    /// <summary>Reads it; without a number the limit is meant.</summary>
    public static (TimeSpan? Length, IResult? Fault) Read(IQueryCollection query, TimeSpan limit)
    {
        var text = query["seconds"].ToString();
        if (text.Length == 0)
        {
            return (limit, null);
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 && seconds <= limit.TotalSeconds
            ? (TimeSpan.FromSeconds(seconds), null)
            : (null, DeploymentResults.Invalid("seconds", string.Create(CultureInfo.InvariantCulture, $"A number above 0 and up to {limit.TotalSeconds} is expected.")));
    }
}
