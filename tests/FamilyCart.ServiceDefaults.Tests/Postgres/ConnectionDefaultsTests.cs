using FamilyCart.ServiceDefaults.Postgres;
using Npgsql;

namespace FamilyCart.ServiceDefaults.Tests.Postgres;

public sealed class ConnectionDefaultsTests
{
    [Fact]
    public void AddDefaults_NothingGiven_BoundsThePoolAndPrepares()
    {
        var builder = new NpgsqlConnectionStringBuilder("Host=h;Database=d;Username=u");
        builder.AddDefaults();
        Assert.Equal(20, builder.MaxPoolSize);
        Assert.Equal(200, builder.MaxAutoPrepare);
        Assert.Equal(2, builder.AutoPrepareMinUsages);
        Assert.True(builder.NoResetOnClose);
        Assert.Equal(32768, builder.ReadBufferSize);
        Assert.Equal(GssEncryptionMode.Disable, builder.GssEncryptionMode);
    }

    [Theory]
    [InlineData("Maximum Pool Size=100")]
    [InlineData("MaxPoolSize=100")]
    public void AddDefaults_Given_StaysAsItIs(string given)
    {
        var builder = new NpgsqlConnectionStringBuilder($"Host=h;Database=d;Username=u;{given};Max Auto Prepare=0;No Reset On Close=false;GSS Encryption Mode=Prefer");
        builder.AddDefaults();
        Assert.Equal(100, builder.MaxPoolSize);
        Assert.Equal(0, builder.MaxAutoPrepare);
        Assert.False(builder.NoResetOnClose);
        Assert.Equal(GssEncryptionMode.Prefer, builder.GssEncryptionMode);
    }
}
