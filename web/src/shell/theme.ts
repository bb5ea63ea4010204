import { createTheme } from '@mantine/core';

export const theme = createTheme({
  fontFamily: 'system-ui, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace',
  primaryColor: 'tenon',
  primaryShade: { light: 7, dark: 6 },
  colors: {
    tenon: ['#eef3fa', '#dbe5f1', '#b4c8e1', '#8aaad2', '#688fc4', '#527dbb', '#4574b8', '#2f5d9c', '#2a5490', '#1d4680'],
  },
  defaultRadius: 'md',
  headings: { fontWeight: '650' },
});
