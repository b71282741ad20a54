namespace FamilyCart.AppHost.Resources.Registry;

/// <summary>Whether a registry answers.</summary>
internal static class RegistryPing
{
    /// <returns>Null when it does, otherwise what is wrong.</returns>
    public static async Task<string?> TryAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"{address} answered {(int)answer.StatusCode}";
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
    }
}
