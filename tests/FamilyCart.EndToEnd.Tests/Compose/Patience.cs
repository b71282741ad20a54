namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>Waiting for what is bound to happen.</summary>
internal static class Patience
{
    /// <summary>How long anything may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Asks again and again until it holds.</summary>
    /// <param name="holds">What is asked; while nobody answers, it does not hold.</param>
    /// <exception cref="TimeoutException">It did not; the message has the last answer's fault.</exception>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var late = new CancellationTokenSource(Limit);
        Exception? fault = null;
        while (!late.IsCancellationRequested)
        {
            try
            {
                if (await holds())
                {
                    return;
                }

                fault = null;
            }
            catch (HttpRequestException exception)
            {
                fault = exception;
            }

            await Task.Delay(s_pause, CancellationToken.None);
        }

        throw new TimeoutException($"It did not happen within {Limit}.", fault);
    }
}
