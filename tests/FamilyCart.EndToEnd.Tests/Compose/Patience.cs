using System.Runtime.CompilerServices;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>Waiting for what is bound to happen.</summary>
internal static class Patience
{
    /// <summary>How long anything may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Asks again and again until it holds.</summary>
    /// <param name="holds">What is asked; while nobody answers, it does not hold.</param>
    /// <param name="question">Its text, for the message.</param>
    /// <exception cref="TimeoutException">It did not; inside is why the last question was not answered, if it was not.</exception>
    public static async Task UntilAsync(Func<Task<bool>> holds, [CallerArgumentExpression(nameof(holds))] string question = "")
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

        throw new TimeoutException($"This did not hold within {Limit}: {question}", fault);
    }
}
