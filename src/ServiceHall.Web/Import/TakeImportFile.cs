using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Import;

/// <summary>Hands over the file of an import to those who may import such files, on record.</summary>
internal sealed class TakeImportFile(IDbContextFactory<HallDb> factory, TimeProvider clock, ImportKinds kinds)
{
    public async Task<Answer<UploadedFile>> Run(Actor actor, int id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "import.download", Right.ImportPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var file = await act.Db.Set<ImportFile>().AsNoTracking().Include(file => file.Import)
            .SingleOrDefaultAsync(file => file.ImportId == id, cancel);
        if (file is null || kinds.Find(file.Import!.Kind) is not { } kind || !act.Rights.May(kind.Right))
            return ImportKinds.None;
        act.Record($"import {id}", file.Import.FileName);
        await act.Commit(cancel);
        return new UploadedFile(file.ContentType, file.Import.FileName, file.Bytes);
    }
}
