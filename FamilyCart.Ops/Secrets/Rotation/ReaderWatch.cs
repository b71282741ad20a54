using System.Globalization;

namespace FamilyCart.Ops.Secrets.Rotation;

/// <summary>Waits until services use what a file holds. They tell when that which they use was written, and nothing else of it.</summary>
internal sealed class ReaderWatch(HttpClient client)
{
    private const string Series = "familycart_secret_written_seconds{";

    // As exact as a number of seconds since 1970 is in a double.
    private static readonly TimeSpan s_exact = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(5);

    /// <exception cref="RotationException">Some do not within the patience; they are named.</exception>
    public async Task WaitAsync(RotationContext context, DateTimeOffset written, CancellationToken cancellationToken)
    {
        var waiting = context.Secret.Readers.Where(reader => reader.Metrics is not null && !context.Options.Without.Contains(reader.Service)).ToList();
        var end = context.Time.GetUtcNow() + context.Options.Patience;
        while (true)
        {
            foreach (var reader in waiting.ToList())
            {
                if (await SeesAsync(context, reader, written, cancellationToken))
                {
                    waiting.Remove(reader);
                }
            }

            if (waiting.Count == 0)
            {
                return;
            }

            if (context.Time.GetUtcNow() >= end)
            {
                var names = string.Join(", ", waiting.Select(reader => reader.Service));
                throw new RotationException(
                    $"{names} did not say within {context.Options.Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s that the new {context.Secret.Name} is in use. " +
                    "Both are valid. See to it and run this again; one that is not running goes by --without NAME, one that is elsewhere by --at NAME=HOST:PORT.");
            }

            await Task.Delay(s_pause, context.Time, cancellationToken);
        }
    }

    private async Task<bool> SeesAsync(RotationContext context, SecretReader reader, DateTimeOffset written, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_answer, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var text = await client.GetStringAsync(new Uri($"http://{context.AddressOf(reader.Service, reader.Metrics!)}/metrics"), either.Token);
            return WrittenIn(text, context.Secret.Name) is { } seen && seen >= written - s_exact;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    internal static DateTimeOffset? WrittenIn(string metrics, string secret)
    {
        foreach (var line in metrics.Split('\n'))
        {
            if (!line.StartsWith(Series, StringComparison.Ordinal) || !line.Contains($"secret=\"{secret}\"", StringComparison.Ordinal))
            {
                continue;
            }

            // A time of its own may follow the value.
            var words = line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0 && double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            {
                return DateTimeOffset.UnixEpoch.AddSeconds(seconds);
            }
        }

        return null;
    }
}
