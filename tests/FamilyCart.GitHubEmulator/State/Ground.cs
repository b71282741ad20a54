namespace FamilyCart.GitHubEmulator.State;

/// <summary>What all state stands on: one lock, one clock, numbers, chance by a seed, and word that something has changed.</summary>
internal sealed class Ground(TimeProvider time, int seed)
{
    private readonly Random _random = new(seed);
    private TaskCompletionSource _changed = NewSource();
    private long _runner;
    private long _run = 5_373_506_831;
    private long _job = 14_541_957_941;
    private long _delivery = 12_345_678_900;

    /// <summary>Guards everything; held for moments only.</summary>
    public Lock Gate { get; } = new();

    public TimeProvider Time => time;

    public DateTimeOffset Now => time.GetUtcNow();

    public long NextRunner() => Interlocked.Increment(ref _runner);

    public long NextRun() => Interlocked.Increment(ref _run);

    public long NextJob() => Interlocked.Increment(ref _job);

    public long NextDelivery() => Interlocked.Increment(ref _delivery);

    /// <summary>From 0 to below 1.</summary>
    public double Chance()
    {
        lock (Gate)
        {
            return _random.NextDouble();
        }
    }

    public byte[] Bytes(int count)
    {
        lock (Gate)
        {
            var bytes = new byte[count];
            _random.NextBytes(bytes);
            return bytes;
        }
    }

    public string Hex(int count) => Convert.ToHexStringLower(Bytes(count / 2));

    public Guid Guid() => new(Bytes(16));

    /// <summary>Says that something has changed.</summary>
    public void Tell()
    {
        lock (Gate)
        {
            var told = _changed;
            _changed = NewSource();
            told.SetResult();
        }
    }

    /// <summary>Waits until it is so; asked again after every change, under the lock.</summary>
    public async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (Gate)
            {
                if (condition())
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
