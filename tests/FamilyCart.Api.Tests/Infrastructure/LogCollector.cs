using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>Keeps every line that the application logs, with its scopes.</summary>
internal sealed class LogCollector : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogLine> _lines = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    internal IReadOnlyCollection<LogLine> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    internal sealed record LogLine(LogLevel Level, EventId Id, string Category, string Text);

    private sealed class Logger(LogCollector collector, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => collector._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = $"{formatter(state, exception)} {exception}";
            collector._scopes.ForEachScope(
                (scope, _) => text += scope is IEnumerable<KeyValuePair<string, object?>> pairs ? $" {string.Join(' ', pairs)}" : $" {scope}",
                state);
            collector._lines.Enqueue(new LogLine(logLevel, eventId, category, text));
        }
    }
}
