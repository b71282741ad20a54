using FamilyCart.ServiceDefaults.Postgres;
using Npgsql;

namespace FamilyCart.ServiceDefaults.Tests.Postgres;

public sealed class DatabaseFaultTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.TooManyConnections, "The database has no free connection.")]
    [InlineData(PostgresErrorCodes.CannotConnectNow, "The database is starting or stopping.")]
    [InlineData(PostgresErrorCodes.InvalidAuthorizationSpecification, "The database refuses the credentials.")]
    [InlineData(PostgresErrorCodes.DiskFull, "The database answered with error 53100.")]
    public void Describe_OfAServerError_IsOneSentence(string state, string sentence) =>
        Assert.Equal(sentence, DatabaseFault.Describe(new PostgresException("hunter2", "ERROR", "ERROR", state)));

    [Fact]
    public void Describe_OfAClientError_IsOneSentence()
    {
        Assert.Equal("The database did not answer in time.", DatabaseFault.Describe(new NpgsqlException("hunter2", new TimeoutException())));
        Assert.Equal("The connection to the database failed.", DatabaseFault.Describe(new NpgsqlException("hunter2")));
    }
}
