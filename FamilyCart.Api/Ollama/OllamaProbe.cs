namespace FamilyCart.Api.Ollama;

/// <summary>Knows whether the model is there, by asking its server at most once in 5 s, however many want to know.</summary>
internal sealed class OllamaProbe(OllamaClient client, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _answerLimit = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1);
    private (OllamaFault? Fault, DateTimeOffset EndsAt)? _last;

    /// <summary>Returns null when the model is there, otherwise what is wrong; within about 2 s.</summary>
    internal async ValueTask<OllamaFault?> CheckAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_last is not { } last || last.EndsAt <= time.GetUtcNow())
            {
                _last = last = (await AskAsync(cancellationToken), time.GetUtcNow() + _lifetime);
            }

            return last.Fault;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<OllamaFault?> AskAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_answerLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await client.FindModelAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return OllamaFault.TimedOut;
        }
    }
}
