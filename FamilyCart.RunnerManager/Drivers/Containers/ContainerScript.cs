namespace FamilyCart.RunnerManager.Drivers.Containers;

/// <summary>What runs in a runner's container: the listener, and after it a worker that outlives it.</summary>
internal static class ContainerScript
{
    /// <summary>Takes the runner's folder as its argument. Its output is the listener's; its own words are errors.</summary>
    /// <remarks>
    /// The container would end with its first process, and take a job along that is about to succeed. A shell starts what it does not
    /// wait for with Ctrl-C ignored, hence env. When all is over it stays for some minutes: what the kernel counted of a container is gone
    /// when the container ends, and the manager ends it as soon as it has read that.
    /// </remarks>
    public const string Text = """
        root=$1 id=
        works() {
          for exe in /proc/[0-9]*/exe; do
            [ "$(readlink "$exe")" != "$root/bin/Runner.Worker" ] || return 0
          done
          return 1
        } 2>/dev/null
        trap '[ -z "$id" ] || kill -INT "$id" 2>/dev/null' INT
        env --default-signal=INT,QUIT "$root/bin/Runner.Listener" run 2>&1 </dev/null &
        id=$!
        wait "$id"
        code=$?
        while [ "$code" -gt 128 ] && kill -0 "$id" 2>/dev/null; do
          wait "$id"
          code=$?
        done
        id=
        if works; then
          echo "ended $code" >&2
          while works; do sleep 0.2; done
        fi
        echo "over $code" >&2
        sleep 300
        exit "$code"
        """;

    /// <summary>The program that runs a job.</summary>
    public const string Worker = "Runner.Worker";

    private const string ListenerEnded = "ended ";
    private const string AllEnded = "over ";

    /// <summary>The listener's exit code, told while a worker lives on.</summary>
    /// <param name="errors">The container's standard error.</param>
    /// <returns>Null while the listener runs.</returns>
    public static int? Ended(string errors) => Code(errors, ListenerEnded);

    /// <summary>The listener's exit code, told when no worker lives any more either. A job can write there as well: it is to be believed only where no worker is seen.</summary>
    /// <inheritdoc cref="Ended"/>
    public static int? Over(string errors) => Code(errors, AllEnded);

    private static int? Code(string errors, string word) =>
        errors.Split('\n').LastOrDefault(line => line.StartsWith(word, StringComparison.Ordinal)) is { } line && byte.TryParse(line[word.Length..].Trim(), out var code) ? code : null;
}
