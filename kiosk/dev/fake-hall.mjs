// An invented hall for the fake server: the same windows each time, in an order that `order` rotates.
const UNITS = ['市人力资源和社会保障局', '市医疗保障局', '市自然资源局', '市公安局', '市市场监督管理局', '市税务局', '市住房公积金管理中心',
  '市民政局', '市交通运输局', '市卫生健康委员会', '市生态环境局', '市住房和城乡建设局'];
const SUBJECTS = ['社会保险', '医疗保险', '不动产登记', '户籍办理', '企业开办', '办税服务', '公积金提取', '婚姻登记', '道路运输', '健康许可', '环评审批',
  '施工许可'];
const KINDS = ['综合窗口', '一号窗口', '二号窗口', '咨询窗口', '受理窗口'];

const windows = (count) => Array.from({ length: count }, (_, index) => ({
  windowId: `w${index}`,
  window: `${SUBJECTS[index % 12]}${KINDS[Math.floor(index / 12) % 5]}`,
  unit: UNITS[index % 12],
}));

const presence = ({ windowId, window }, index) => {
  const covered = index % 13 === 7;
  const expected = covered ? 0 : 2 + index % 3;
  const away = covered ? 0 : index % 7 === 3 ? 1 : index % 11 === 5 ? expected : 0;
  return { windowId, window, expected, away, present: expected - away, backAt: away ? (index % 2 ? '10:15' : '09:40') : null, covered };
};

/** The snapshot for a state of the fake server. */
export const snapshot = ({ windows: count, order, number, madeAt, demonstration }) => {
  const all = windows(count);
  const ranked = all.map((_, index) => all[(index * 7 + order * (index % 3 === 0 ? 5 : 1)) % count]);
  const distinct = [...new Set([...ranked, ...all])];
  const places = distinct.map((window, index) => ({ ...window, rank: index + 1, points: Math.round((113.5 - index * 1.37) * 100) / 100 }));
  return {
    format: 1,
    number,
    madeAt,
    site: '白城市政务服务大厅',
    demonstration: demonstration ? '演示大厅：人员与数据均为虚构' : null,
    quarter: '2026年第四季度',
    standing: {
      first: places.slice(0, 10),
      rest: places.slice(10).map(({ windowId, rank, window }) => ({ windowId, rank, window })),
    },
    presence: { open: true, session: '上午 08:30—11:30', windows: all.map(presence) },
    notices: [
      { id: 'n1', text: '11月23日（星期一）上午因系统升级，不动产登记业务暂停办理，请合理安排时间。' },
      { id: 'n2', text: '办理社会保险关系转移，请携带身份证原件。' },
    ],
  };
};
