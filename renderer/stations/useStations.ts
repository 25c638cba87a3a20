import { useQuery } from '@tanstack/react-query';
import type { StationsState } from '../../shared/contract/stations';
import { isStation, orpc } from '../client';

/** The stations of the open program, or its tie to a host, live; undefined until the first answer, and in another machine's browser. */
export function useStations(): StationsState | undefined {
  return useQuery({ ...orpc.stations.state.experimental_liveOptions(), enabled: !isStation }).data;
}
