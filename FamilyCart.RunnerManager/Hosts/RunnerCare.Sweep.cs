namespace FamilyCart.RunnerManager.Hosts;

// What is here and belongs to no runner of the fleet, or to nobody any more.
internal sealed partial class RunnerCare
{
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);

    /// <summary>Removes what belongs to no runner, such as after a database that was restored.</summary>
    /// <param name="known">Asks for the names of the runners that the store knows on this host.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task SweepAsync(Func<CancellationToken, Task<IReadOnlySet<string>>> known, CancellationToken cancellationToken)
    {
        // In this order: a runner has its row before it is here.
        var present = await driver.NamesAsync(cancellationToken);
        var having = kept?.Runners() ?? [];
        var names = await known(cancellationToken);
        if (kept is not null)
        {
            await SweepRegistrationsAsync(having, names, cancellationToken);
        }

        foreach (var name in present.Where(name => !names.Contains(name)))
        {
            var sighting = await driver.LookAsync(name, cancellationToken);
            if (!sighting.Exists)
            {
                continue;
            }

            if (sighting.Runs || sighting.Works)
            {
                // Perhaps somebody's job: told once, and left alone until it ends.
                if (_foreign.Add(name))
                {
                    LogForeign(name);
                }
            }
            else
            {
                await driver.RemoveAsync(name, cancellationToken);
                LogSwept(name);
            }
        }

        await driver.TidyAsync(cancellationToken);
    }

    /// <summary>Ends every runner of this host and removes what is left, jobs or not.</summary>
    public async Task RemoveAllAsync()
    {
        foreach (var name in await driver.NamesAsync(CancellationToken.None))
        {
            try
            {
                await driver.RemoveAsync(name, CancellationToken.None);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The others go all the same, and the manager ends.
                LogLeft(name, exception.Message);
            }
        }
    }
}
