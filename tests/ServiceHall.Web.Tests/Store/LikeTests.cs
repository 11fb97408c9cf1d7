using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Store;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Tests.Store;

/// <summary>PostgreSQL makes the key of a text as <see cref="Fold"/> does, but for capitals.</summary>
public sealed class LikeTests(TestHall hall) : IClassFixture<TestHall>
{
    [Theory]
    [InlineData("Ａ１６１")]
    [InlineData("阿依古丽・买买提")]
    [InlineData("B\u2010 12\u3000号")]
    [InlineData("100%_\\")]
    [InlineData("１００％＿＼")]
    public async Task Both_make_one_key(string written)
    {
        var person = await hall.Person($"K{Guid.NewGuid():N}");
        await using var db = await hall.Factory.CreateDbContextAsync();
        await db.Staff.Where(staff => staff.Id == person.StaffId).ExecuteUpdateAsync(set => set.SetProperty(staff => staff.Name, written));
        var one = db.Staff.Where(staff => staff.Id == person.StaffId);

        Assert.Equal(Fold.Key(written), (await one.Select(staff => Like.Key(staff.Name)).SingleAsync()).ToUpperInvariant());
        Assert.True(await one.AnyAsync(staff => EF.Functions.ILike(Like.Key(staff.Name), Like.Containing(written), Like.Escape)));
    }
}
